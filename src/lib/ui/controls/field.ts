/** What every field takes besides its own value. */
export interface FieldProps {
	label: string;
	/** One line under the field: format, unit, where to find it. */
	hint?: string;
	/** What is wrong and what to do; turns the field red and is read out. */
	error?: string | null;
	required?: boolean;
	/** The label is only for assistive technology (a lone search field, a table cell). */
	hideLabel?: boolean;
	disabled?: boolean;
	name?: string;
	id?: string;
	class?: string;
}

/** What a field's control must carry so that label, hint and error belong to it. */
export interface ControlAttributes {
	id: string;
	'aria-describedby': string | undefined;
	'aria-invalid': 'true' | undefined;
	'aria-required': 'true' | undefined;
}
