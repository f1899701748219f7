import type { Component } from 'svelte';
import Actions from './sections/Actions.svelte';
import Choices from './sections/Choices.svelte';
import Colours from './sections/Colours.svelte';
import Fields from './sections/Fields.svelte';
import Overlays from './sections/Overlays.svelte';
import Records from './sections/Records.svelte';
import Searching from './sections/Searching.svelte';
import States from './sections/States.svelte';
import Tables from './sections/Tables.svelte';
import Trees from './sections/Trees.svelte';
import Type from './sections/Type.svelte';
import Verdicts from './sections/Verdicts.svelte';

export interface GallerySection {
	id: string;
	title: { ar: string; en: string };
	content: Component;
}

/** Every component in every state, in the order a page is built. */
export const SECTIONS: readonly GallerySection[] = [
	{ id: 'colours', title: { ar: 'الألوان', en: 'Colours' }, content: Colours },
	{ id: 'type', title: { ar: 'الخط والأرقام', en: 'Type and figures' }, content: Type },
	{ id: 'actions', title: { ar: 'الأزرار', en: 'Actions' }, content: Actions },
	{ id: 'fields', title: { ar: 'الحقول', en: 'Fields' }, content: Fields },
	{ id: 'choices', title: { ar: 'الاختيارات', en: 'Choices' }, content: Choices },
	{ id: 'verdicts', title: { ar: 'الحالات والأحكام', en: 'States and verdicts' }, content: Verdicts },
	{ id: 'records', title: { ar: 'السجلات', en: 'Records' }, content: Records },
	{ id: 'tables', title: { ar: 'الجداول', en: 'Tables' }, content: Tables },
	{ id: 'trees', title: { ar: 'الشجرة والملفات', en: 'Tree and files' }, content: Trees },
	{ id: 'overlays', title: { ar: 'النوافذ والتنبيهات', en: 'Overlays and notices' }, content: Overlays },
	{ id: 'search', title: { ar: 'البحث', en: 'Search' }, content: Searching },
	{ id: 'states', title: { ar: 'الفراغ والانتظار والخطأ', en: 'Empty, waiting, failed' }, content: States }
];
