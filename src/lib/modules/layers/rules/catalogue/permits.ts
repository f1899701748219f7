import type { LayerDef } from '#lib/kernel/layer.ts';
import { column, kindField, NAMES, prop } from './fields.ts';

/** Where a case stands, as the permits module has it. */
const STATES = {
	submitted: { ar: 'مقدم', en: 'Handed in' },
	intake_check: { ar: 'فحص الاستيفاء', en: 'Intake check' },
	returned_incomplete: { ar: 'أعيد للاستيفاء', en: 'Returned' },
	accepted: { ar: 'مقبول', en: 'Accepted' },
	assigned: { ar: 'أسند لمراجع', en: 'Assigned' },
	technical_review: { ar: 'مراجعة فنية', en: 'Technical review' },
	info_requested: { ar: 'بانتظار مقدم الطلب', en: 'Information asked' },
	consultation: { ar: 'استطلاع رأي الجهات', en: 'Consultation' },
	recommended: { ar: 'صدرت التوصية', en: 'Recommended' },
	approval_review: { ar: 'قيد الاعتماد', en: 'Approval' },
	approved_fees_due: { ar: 'معتمد والرسوم مستحقة', en: 'Approved, fees due' },
	issued: { ar: 'صدرت الرخصة', en: 'Issued' },
	refused: { ar: 'مرفوض', en: 'Refused' },
	withdrawn: { ar: 'مسحوب', en: 'Withdrawn' },
	lapsed: { ar: 'ساقط', en: 'Lapsed' },
	suspended: { ar: 'موقوف', en: 'Suspended' },
	revoked: { ar: 'ملغى', en: 'Revoked' },
	expired: { ar: 'انتهت صلاحيتها', en: 'Expired' }
};

/** What is asked for. */
const TYPES = {
	new: { ar: 'بناء جديد', en: 'New building' },
	added_floors: { ar: 'تعلية', en: 'Added floors' },
	amendment: { ar: 'تعديل', en: 'Amendment' },
	completion: { ar: 'استكمال', en: 'Completion' },
	strengthening: { ar: 'تدعيم', en: 'Strengthening' },
	demolition: { ar: 'هدم', en: 'Demolition' },
	finishing: { ar: 'تشطيب', en: 'Finishing' },
	fence: { ar: 'سور', en: 'Fence' }
};

const ENDED = ['refused', 'withdrawn', 'lapsed', 'revoked', 'expired'];

/** Where a building site stands. */
const SITES = {
	active: { ar: 'تحت التنفيذ', en: 'Being built' },
	stopped: { ar: 'موقوف', en: 'Stopped' },
	ended: { ar: 'انتهى', en: 'Over' }
};

/** Where an entry of the public register stands. */
const PUBLIC_STATES = {
	in_review: { ar: 'قيد الدراسة', en: 'In review' },
	fees_due: { ar: 'صدرت الموافقة', en: 'Approved' },
	issued: { ar: 'رخصة سارية', en: 'Licence in force' },
	building: { ar: 'تحت التنفيذ', en: 'Being built' },
	completed: { ar: 'تمت المطابقة', en: 'Completed' },
	suspended: { ar: 'رخصة موقوفة', en: 'Suspended' },
	refused: { ar: 'مرفوض', en: 'Refused' },
	appealed: { ar: 'مرفوض ومتظلَّم منه', en: 'Refused, under appeal' },
	withdrawn: { ar: 'سحبه مقدمه', en: 'Withdrawn' },
	revoked: { ar: 'رخصة ملغاة', en: 'Revoked' },
	expired: { ar: 'انتهت الرخصة', en: 'Licence expired' }
};

/** Building permits by their plots, without anybody's name. */
export const PERMITS: readonly LayerDef[] = [
	{
		id: 'permits',
		group: 'work',
		title: { ar: 'رخص البناء', en: 'Building permits' },
		geometry: 'polygon',
		relation: 'permits',
		importable: false,
		readers: 'staff',
		writers: [],
		fields: [
			{
				name: 'reference',
				column: 'source_id',
				type: 'text',
				title: { ar: 'رقم الطلب', en: 'Reference' },
				tileFrom: 14
			},
			...NAMES.map((name) => ({ ...name, tileFrom: 16 })),
			{ ...kindField({ ar: 'الحالة', en: 'State' }, STATES), tileFrom: 0 },
			prop('type', 'text', 'النوع', 'Type', { values: TYPES }),
			prop('parcel', 'text', 'القطعة', 'Parcel'),
			prop('floors', 'integer', 'عدد الأدوار', 'Floors'),
			prop('applied_on', 'date', 'تاريخ الطلب', 'Applied on'),
			prop('expires_on', 'date', 'صالحة حتى', 'Valid until')
		],
		label: { fields: { ar: 'reference', en: 'reference' }, minZoom: 17 },
		style: [
			{
				title: { ar: 'رخصة سارية', en: 'Licence in force' },
				when: { field: 'kind', in: ['issued'] },
				fill: 'token:permit',
				fillOpacity: 0.3,
				stroke: 'token:permit',
				width: 1.6
			},
			{
				title: { ar: 'رخصة موقوفة', en: 'Licence suspended' },
				when: { field: 'kind', in: ['suspended'] },
				fill: 'token:clash',
				fillOpacity: 0.2,
				stroke: 'token:clash',
				width: 1.6,
				pattern: 'hatch'
			},
			{
				title: { ar: 'طلب منتهٍ بلا رخصة', en: 'Ended without a licence' },
				when: { field: 'kind', in: ENDED },
				stroke: 'token:slate',
				width: 1,
				strokeOpacity: 0.5
			},
			{
				title: { ar: 'طلب قيد النظر', en: 'Being decided' },
				fill: 'token:permit',
				fillOpacity: 0.1,
				stroke: 'token:permit',
				width: 1.6,
				dash: [6, 4]
			}
		],
		tiles: { minZoom: 11, maxZoom: 17, detailZoom: 11, low: 'none' },
		visible: true,
		order: 34,
		search: { weight: 0.8 }
	},
	{
		id: 'public_permits',
		group: 'work',
		title: { ar: 'سجل رخص البناء', en: 'Register of building permits' },
		geometry: 'polygon',
		relation: 'public_permits',
		importable: false,
		readers: 'public',
		writers: [],
		fields: [
			{
				name: 'reference',
				column: 'source_id',
				type: 'text',
				title: { ar: 'رقم الطلب', en: 'Reference' },
				tileFrom: 14
			},
			...NAMES.map((name) => ({ ...name, tileFrom: 16 })),
			{ ...kindField({ ar: 'الحالة', en: 'State' }, PUBLIC_STATES), tileFrom: 0 },
			column('type', 'text', 'النوع', 'Type', { values: TYPES }),
			column('parcel_no', 'text', 'القطعة', 'Parcel'),
			column('floors', 'integer', 'عدد الأدوار', 'Floors'),
			column('height_m', 'number', 'الارتفاع (م)', 'Height (m)'),
			column('applied_on', 'date', 'تاريخ التقديم', 'Applied on'),
			column('issued_on', 'date', 'صدور الرخصة', 'Issued on'),
			column('expires_on', 'date', 'صالحة حتى', 'Valid until'),
			column('completed_on', 'date', 'شهادة المطابقة', 'Conformity certificate')
		],
		label: { fields: { ar: 'reference', en: 'reference' }, minZoom: 17 },
		style: [
			{
				title: { ar: 'رخصة سارية أو تحت التنفيذ', en: 'Licence in force, or being built' },
				when: { field: 'kind', in: ['issued', 'building'] },
				fill: 'token:permit',
				fillOpacity: 0.35,
				stroke: 'token:permit',
				width: 1.8
			},
			{
				title: { ar: 'تمت المطابقة', en: 'Completed' },
				when: { field: 'kind', in: ['completed'] },
				fill: 'token:slate',
				fillOpacity: 0.18,
				stroke: 'token:permit',
				width: 1
			},
			{
				title: { ar: 'رخصة موقوفة', en: 'Suspended' },
				when: { field: 'kind', in: ['suspended'] },
				fill: 'token:clash',
				fillOpacity: 0.2,
				stroke: 'token:clash',
				width: 1.6,
				pattern: 'hatch'
			},
			{
				title: { ar: 'مرفوض ومتظلَّم منه', en: 'Refused, under appeal' },
				when: { field: 'kind', in: ['appealed'] },
				fill: 'token:slate',
				fillOpacity: 0.3,
				stroke: 'token:slate',
				width: 1.8,
				dash: [6, 4],
				pattern: 'dots'
			},
			{
				title: { ar: 'طلب انتهى', en: 'Ended' },
				when: { field: 'kind', in: ENDED },
				stroke: 'token:slate',
				width: 1.2
			},
			{
				title: { ar: 'طلب قيد الدراسة', en: 'In review' },
				fill: 'token:permit',
				fillOpacity: 0.1,
				stroke: 'token:permit',
				width: 1.8,
				dash: [6, 4]
			}
		],
		tiles: { minZoom: 11, maxZoom: 17, detailZoom: 11, low: 'none' },
		visible: false,
		order: 33
	},
	{
		id: 'building_sites',
		group: 'work',
		title: { ar: 'مواقع البناء', en: 'Building sites' },
		geometry: 'polygon',
		relation: 'building_sites',
		importable: false,
		readers: 'staff',
		writers: [],
		fields: [
			{
				name: 'reference',
				column: 'source_id',
				type: 'text',
				title: { ar: 'رقم الموقع', en: 'Reference' },
				tileFrom: 14
			},
			...NAMES.map((name) => ({ ...name, tileFrom: 16 })),
			{ ...kindField({ ar: 'الحالة', en: 'State' }, SITES), tileFrom: 0 },
			prop('licence', 'text', 'الرخصة', 'Licence'),
			prop('starts_on', 'date', 'يوم البدء', 'Starts on'),
			prop('floors', 'integer', 'عدد الأدوار', 'Floors'),
			prop('expires_on', 'date', 'الرخصة صالحة حتى', 'Licence valid until')
		],
		label: { fields: { ar: 'reference', en: 'reference' }, minZoom: 17 },
		style: [
			{
				title: { ar: 'موقع موقوف', en: 'Site stopped' },
				when: { field: 'kind', in: ['stopped'] },
				fill: 'token:clash',
				fillOpacity: 0.12,
				stroke: 'token:clash',
				width: 2.4,
				dash: [2, 3]
			},
			{
				title: { ar: 'موقع انتهى', en: 'Site over' },
				when: { field: 'kind', in: ['ended'] },
				stroke: 'token:slate',
				width: 1,
				strokeOpacity: 0.4
			},
			{
				title: { ar: 'موقع بناء قائم', en: 'Building site' },
				stroke: 'token:permit',
				width: 2.6,
				dash: [2, 3]
			}
		],
		tiles: { minZoom: 11, maxZoom: 17, detailZoom: 11, low: 'none' },
		visible: true,
		order: 35,
		search: { weight: 0.6 }
	}
];
