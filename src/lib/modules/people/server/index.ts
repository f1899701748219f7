export { readContact, saveContact, type ContactCard } from './contact.ts';
export { ensurePeople, ensureUnits, type WantedPerson } from './ensure.ts';
export { me, type Me } from './me.ts';
export { createPerson, editPerson, readPreferences, savePreferences, setActive } from './persons.ts';
export { getPerson, listPeople, myRoles, type HeldRole, type Person } from './queries.ts';
export { assignRole, delegateRole, endRole } from './roles.ts';
export { createUnit, editUnit, listUnits, type Unit } from './units.ts';
export { myAccount } from './account.ts';
export { actorJson, personJson, unitJson } from './json.ts';
