-- The category of a work by its working days and the surface it opens (days: Street Manager; surfaces: GIPOD).
insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('CATEGORY', 'minor_days', 3, '2000-01-01', 'Street Manager business rules: minor up to 3 working days'),
	('CATEGORY', 'minor_m2', 3, '2000-01-01', 'GIPOD category 3: less than 3 m2 opened'),
	('CATEGORY', 'standard_days', 10, '2000-01-01', 'Street Manager business rules: standard up to 10 working days'),
	('CATEGORY', 'standard_m2', 50, '2000-01-01', 'GIPOD category 2: up to 50 m2 opened');
