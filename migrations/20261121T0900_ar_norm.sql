-- The form in which Arabic text is compared and searched; twin of arNorm in src/lib/kernel/arabic.ts.
-- Built only from immutable parts, so that generated columns and indexes may use it.
create function ar_norm(value text) returns text
language sql
immutable
parallel safe
return btrim(
	regexp_replace(
		translate(
			normalize(value, NFKC),
			-- letters written in several ways, Arabic-Indic and Persian digits
			'أإآٱ' || 'ىی' || 'ةؤئ'
			|| '٠١٢٣٤٥٦٧٨٩' || '۰۱۲۳۴۵۶۷۸۹'
			|| 'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ'
			-- from here on nothing stands opposite, so these are removed: vowel and hamza signs, superscript alef,
			-- tatweel,
			|| U&'\064B\064C\064D\064E\064F\0650\0651\0652\0653\0654\0655\0656\0657\0658\0659\065A\065B\065C'
			|| U&'\065D\065E\065F\0670\0640'
			-- zero-width signs and direction controls
			|| U&'\200B\200C\200D\200E\200F\061C\202A\202B\202C\202D\202E\2060\2066\2067\2068\2069\FEFF',
			'اااا' || 'يي' || 'هوي'
			|| '0123456789' || '0123456789'
			|| 'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ'
		),
		-- what NFKC leaves of white space; \s would depend on the locale of the database
		U&'[\0009-\000D \0085\1680\2028\2029]+',
		' ',
		'g'
	)
);

comment on function ar_norm(text) is 'Arabic text in its comparable form: one letter shape, no vowel signs, Latin digits';
