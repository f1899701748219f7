import { FONT_LIST } from '#lib/server/documents/index.ts';

/** A page for each neighbour: whom it is for, what is planned, where it is looked up, until when remarks are heard. */
export const NOTICE_TEMPLATE = `
#let d = json("data.json")
#set document(title: d.title + " " + d.reference, author: d.publisher, date: auto)
#let quiet = rgb("#5a6a72")
#let line-ink = rgb("#d9d6cb")
#let accent = rgb("#0d6e6e")
#let ltr-text(body) = box(text(dir: ltr, body))
#set page(paper: "a4", margin: (x: 18mm, top: 16mm, bottom: 16mm))
#set text(font: ${FONT_LIST}, lang: "ar", dir: rtl, size: 11pt, fill: rgb("#1d2b33"))
#set par(leading: 0.85em)
#for (i, plot) in d.plots.enumerate() {
	if i > 0 { pagebreak() }
	grid(columns: (1fr, 34mm), column-gutter: 6mm,
		[
			#text(12pt, weight: 600, d.publisher)
			#linebreak()
			#text(fill: quiet, d.unit)
			#v(3mm)
			#block(below: 3mm, text(20pt, weight: 600, fill: accent, d.title))
			#text(13pt, weight: 600, ltr-text(d.reference))
			#h(4mm)
			#text(fill: quiet, d.day)
		],
		align(center)[
			#link(d.address, image("code.svg", width: 34mm, alt: d.look))
			#v(-2mm)
			#text(7.5pt, fill: quiet, d.look)
		]
	)
	line(length: 100%, stroke: 0.8pt + accent)
	block(above: 5mm, below: 4mm, text(13pt, weight: 600, plot))
	block(below: 5mm, d.intro)
	table(columns: (42mm, 1fr), stroke: (x, y) => (bottom: 0.3pt + line-ink), inset: (x: 0mm, y: 1.6mm),
		..d.rows.map(r => (text(fill: quiet, r.label), r.value)).flatten())
	block(above: 5mm, breakable: false)[
		#block(clip: true, radius: 1.5mm, stroke: 0.5pt + line-ink, image("plan.svg", width: 100%, alt: d.sketch))
		#v(-2mm)
		#text(8pt, fill: quiet, d.sketch)
	]
	block(above: 6mm, inset: 3mm, radius: 1.5mm, width: 100%, stroke: 0.8pt + accent, text(weight: 600, d.until))
	block(above: 4mm)[#text(fill: quiet, d.look): #ltr-text(link(d.address, d.address))]
	v(1fr)
	grid(columns: (auto, 60mm), column-gutter: 4mm, text(fill: quiet, d.handed), box(width: 60mm, line(length: 100%, stroke: 0.4pt + quiet)))
}
`;
