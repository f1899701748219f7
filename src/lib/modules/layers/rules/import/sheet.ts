/** How a sheet that came beside a file is joined to it. */
export interface SheetJoin {
	/** What the person calls the sheet's file. */
	name: string;
	format: string;
	/** The sheets of the workbook, and the one that is read. */
	tabs: string[];
	tab?: string;
	/** Fields of the sheet, and those of the file, that can be the key. */
	fields: string[];
	fileFields: string[];
	/** The two fields whose values name the same thing. */
	key: { file: string; sheet: string };
	/** Rows of the sheet, shapes of the file, and how many found each other. */
	rows: number;
	shapes: number;
	matched: number;
}

/** A choice of a person about a sheet; what is absent is found out. */
export interface SheetChoice {
	tab?: string;
	fileKey?: string;
	sheetKey?: string;
}
