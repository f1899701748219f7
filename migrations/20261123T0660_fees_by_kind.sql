-- Works that dig no ground and put up no building pay neither the deposit for it nor the insurance of buildings.
insert into permit_fee_formula (fee, permit_type, title_ar, title_en, stage, formula, valid_from, source)
select fee, kind, title_ar, title_en, 'issue', '{"kind": "ended"}', '2000-01-01', 'لا ينطبق على نوع الأعمال؛ القيمة الأولى في النظام، لم تعتمد'
from (values
	('excavation_deposit', 'finishing', 'تأمين الحفر والمرافق', 'Excavation and utilities deposit'),
	('excavation_deposit', 'strengthening', 'تأمين الحفر والمرافق', 'Excavation and utilities deposit'),
	('civil_protection', 'finishing', 'الحماية المدنية', 'Civil protection'),
	('insurance_pool', 'finishing', 'مجمعة التأمين', 'Insurance pool'),
	('insurance_pool', 'fence', 'مجمعة التأمين', 'Insurance pool'),
	('insurance_document', 'finishing', 'إصدار وثيقة التأمين', 'Issue of the insurance document'),
	('insurance_document', 'fence', 'إصدار وثيقة التأمين', 'Issue of the insurance document')
) v(fee, kind, title_ar, title_en);
