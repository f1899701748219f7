import { FONT_LIST } from '#lib/server/documents/index.ts';

/** Head with the code, what it says, the plan, the parts in order; at the foot what it is checked by. */
export const CERTIFICATE_TEMPLATE = `
#let d = json("data.json")
#let w = d.words
#set document(title: d.heading + " " + d.number, author: d.publisher, date: auto)
#let quiet = rgb("#5a6a72")
#let ink = rgb("#1d2b33")
#let line-ink = rgb("#d9d6cb")
#let accent = if d.kind == "refusal" { rgb("#a5321f") } else { rgb("#0d6e6e") }
#let amber = rgb("#8a5200")
// In a box, so that the line around it keeps its own direction.
#let ltr-text(body) = box(text(dir: ltr, body))
#set page(paper: "a4", margin: (x: 17mm, top: 13mm, bottom: 21mm), footer: context {
	set text(7.5pt, fill: quiet)
	line(length: 100%, stroke: 0.4pt + line-ink)
	v(-1.5mm)
	grid(columns: (1fr, auto), column-gutter: 4mm, row-gutter: 1.6mm,
		w.footer, ltr-text(d.number),
		[#w.digest: #ltr-text(text(6.6pt, d.digest))],
		counter(page).display("1 / 1", both: true))
})
#set text(font: ${FONT_LIST}, lang: "ar", dir: rtl, size: 10pt, fill: ink)
#set par(leading: 0.75em)
#show heading: it => block(above: 5mm, below: 2mm, sticky: true, text(11pt, weight: 600, fill: accent, it.body))
#let cell(c) = if type(c) == str { c } else {
	let body = if c.at("ltr", default: false) { ltr-text(c.text) } else if c.at("strong", default: false) { strong(c.text) } else { c.text }
	if c.at("mark", default: none) == none { body } else {
		[#body #box(inset: (x: 1.2mm), outset: (y: 0.7mm), radius: 1mm, fill: rgb("#fdf3df"), text(7.5pt, fill: amber, c.mark))]
	}
}

#grid(columns: (1fr, 32mm), column-gutter: 6mm,
	[
		#text(12pt, weight: 600, d.publisher)
		#linebreak()
		#text(fill: quiet, d.unit)
		#v(2.5mm)
		#block(below: 2.5mm, text(19pt, weight: 600, fill: accent, d.heading))
		#text(13pt, weight: 600, ltr-text(d.number))
		#v(1mm)
		#text(9.5pt)[#text(fill: quiet, w.issued) #d.issued
			#if d.valid != none [#h(4mm) #text(fill: quiet, w.valid) #text(weight: 600, d.valid)]]
	],
	align(center)[
		#link(d.address, image("code.svg", width: 32mm, alt: w.scan))
		#v(-2mm)
		#text(8pt, weight: 600, ltr-text(d.code))
		#v(-2mm)
		#text(7pt, fill: quiet, w.scan)
	]
)
#line(length: 100%, stroke: 0.8pt + accent)
#block(above: 3mm, below: 3mm, d.intro)

#let rows-of(s) = table(columns: (46mm, 1fr), stroke: (x, y) => (bottom: 0.3pt + line-ink), inset: (x: 0mm, y: 1.15mm),
	..s.rows.map(r => (text(fill: quiet, r.label), cell(r.value))).flatten())
#let table-of(s) = table(column-gutter: 3mm, columns: s.widths.map(x => if x == "auto" { auto } else { eval(x) }),
	stroke: (x, y) => (bottom: if y == 0 { 0.6pt + accent } else { 0.3pt + line-ink }),
	inset: (x: 1mm, y: 1.25mm), align: (x, y) => if y == 0 { bottom + start } else { start },
	table.header(..s.head.map(h => text(8.5pt, weight: 600, fill: quiet, h))), ..s.rows.flatten().map(c => text(9.5pt, cell(c))))
// A few rows stay together: two of them alone on another sheet are lost.
#let section-of(s) = [
	= #s.title
	#if s.kind == "rows" { block(breakable: s.rows.len() > 12, rows-of(s)) } else if s.kind == "table" { table-of(s) } else { enum(..s.items) }
]

#let (first, ..rest) = d.sections
#section-of(first)
#block(above: 5mm, width: 100%, breakable: false)[
	#block(clip: true, radius: 1.5mm, stroke: 0.5pt + line-ink, image("plan.svg", width: 100%, alt: w.plan))
	#v(-2mm)
	#text(7.5pt, fill: quiet, w.plan)
]
#for s in rest { section-of(s) }
`;
