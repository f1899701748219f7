export { readContact, saveContact, type ContactCard } from './contact.ts';
export { ensurePeople, ensureUnits, type WantedPerson } from './ensure.ts';
export { createPerson, editPerson, readPreferences, savePreferences, setActive } from './persons.ts';
export { getPerson, listPeople, myRoles, type HeldRole, type Person } from './queries.ts';
export { assignRole, delegateRole, endRole } from './roles.ts';
export { createUnit, editUnit, listUnits, type Unit } from './units.ts';
