import { FONT_LIST } from '#lib/server/documents/index.ts';

/** One page: head with the code, what is permitted, the map, hours, conditions, who approved. */
export const PERMIT_TEMPLATE = `
#let d = json("data.json")
#let w = d.words
#set document(title: d.heading + " " + d.reference, date: auto)
#set page(paper: "a4", margin: (x: 16mm, top: 14mm, bottom: 16mm), footer: context [
	#set text(8pt, fill: rgb("#5a6a72"))
	#w.footer #h(1fr) #box(text(dir: ltr, d.reference)) #h(3mm) #counter(page).display("1 / 1", both: true)
])
#set text(font: ${FONT_LIST}, lang: d.lang, dir: if d.lang == "ar" { rtl } else { ltr }, size: 10pt, fill: rgb("#1d2b33"))
#set par(leading: 0.75em)
#let quiet = rgb("#5a6a72")
#let nile = rgb("#0d6e6e")
#show heading: it => block(above: 5mm, below: 2.2mm, text(11pt, weight: 600, fill: nile, it.body))
// In a box, so that the line around it keeps its own direction.
#let ltr-text(body) = box(text(dir: ltr, body))

#grid(columns: (1fr, 36mm), column-gutter: 6mm,
	[
		#text(fill: quiet, d.publisher)
		#v(1mm)
		#block(text(19pt, weight: 600, d.heading))
		#text(12pt, weight: 600, ltr-text(d.reference))
		#v(2mm)
		#text(12pt, weight: 600, d.title)
	],
	align(center)[
		#link(d.address, image("code.svg", width: 36mm, alt: w.code))
		#text(7pt, fill: quiet, w.scan)
	]
)
#line(length: 100%, stroke: 0.6pt + nile)

#table(columns: (28mm, 1fr, 28mm, 1fr), stroke: none, inset: (x: 0mm, y: 1.2mm),
	..d.rows.map(r => (text(fill: quiet, r.label), if r.ltr { ltr-text(r.value) } else { r.value })).flatten())

#block(width: 100%, clip: true, radius: 1.5mm, stroke: 0.5pt + rgb("#e3e1da"), image("map.svg", width: 100%, alt: w.map))

#if d.joint != none [ #block(above: 3mm, text(weight: 600, d.joint)) ]

= #w.hours
#list(..d.hours)

#if d.networks.len() > 0 [
	= #w.networks
	#list(..d.networks)
]

#if d.conditions.len() > 0 [
	= #w.conditions
	#enum(..d.conditions)
]

#if d.approvals.len() > 0 [
	= #w.approvals
	#table(columns: (1fr, 1fr, auto), stroke: (x, y) => (bottom: 0.4pt + rgb("#e3e1da")), inset: (x: 0mm, y: 1.3mm),
		..d.approvals.map(a => (a.step, a.unit, a.on)).flatten())
]

#if w.detour != none [
	= #w.detour
	#block(breakable: false, width: 100%, clip: true, radius: 1.5mm, stroke: 0.5pt + rgb("#e3e1da"),
		image("detour.svg", width: 100%, alt: w.detour))
]
`;
