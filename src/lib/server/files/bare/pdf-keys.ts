/** Kinds of things that a page calls by names of its own. */
export const NAMED = ['Font', 'XObject', 'ExtGState', 'ColorSpace', 'Pattern', 'Shading', 'Properties'];

/** What stands for a profile of so many colours. */
export const ALTERNATES: Readonly<Record<number, string>> = {
	1: 'DeviceGray',
	3: 'DeviceRGB',
	4: 'DeviceCMYK'
};

/** What a page, its fonts, pictures, shapes and colours are drawn by; none of it is a text about the paper. */
export const KEPT: ReadonlySet<string> = new Set(
	`Type Subtype S
	BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts CIDSystemInfo Registry Ordering
	Supplement DW W DW2 W2 CIDToGIDMap BaseEncoding Differences FontName FontStretch FontWeight Flags FontBBox ItalicAngle
	Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CIDSet
	CharSet FontMatrix Length1 Length2 Length3 WMode UseCMap CMapName
	Filter DecodeParms Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask SMaskInData
	Matte K Columns Rows BlackIs1 EncodedByteAlign EndOfLine EndOfBlock DamagedRowsBeforeError Predictor Colors EarlyChange
	JBIG2Globals ColorTransform
	FormType BBox Matrix Group CS I G BC TR
	LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 TR2 FL SM SA BM CA ca AIS TK
	FunctionType Domain Range Size BitsPerSample Order Encode C0 C1 N Functions Bounds
	ShadingType Background AntiAlias Coords Extend Function BitsPerCoordinate BitsPerFlag VerticesPerRow
	PatternType PaintType TilingType XStep YStep Shading ExtGState WhitePoint BlackPoint Gamma`.split(/\s+/)
);
