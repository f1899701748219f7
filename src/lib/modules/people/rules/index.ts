export { readInput } from './read-input.ts';
export {
	Assign,
	Contact,
	CreatePerson,
	CreateUnit,
	Delegate,
	EditPerson,
	EditUnit,
	ListPeople,
	Preferences
} from './schema.ts';
export { DIGITS, LOCALES, THEMES, UNIT_KINDS, type UnitKind } from './vocabulary.ts';
