import { FONT_LIST } from '#lib/server/documents/index.ts';

/** A4: when and where, who came, each matter with its map and decision, the closing words, where to sign. */
export const MINUTES_TEMPLATE = `
#let d = json("data.json")
#let w = d.words
#let quiet = rgb("#5a6a72")
#let nile = rgb("#0d6e6e")
#let line-ink = rgb("#e3e1da")
#set document(title: d.heading, date: auto)
#set page(paper: "a4", margin: (x: 16mm, top: 14mm, bottom: 16mm), footer: context [
	#set text(8pt, fill: quiet)
	#d.heading #h(1fr) #counter(page).display("1 / 1", both: true)
])
#set text(font: ${FONT_LIST}, lang: d.lang, dir: if d.lang == "ar" { rtl } else { ltr }, size: 10pt, fill: rgb("#1d2b33"))
#set par(leading: 0.75em)
#show heading: it => block(above: 6mm, below: 2.6mm, text(11pt, weight: 600, fill: nile, it.body))
// In a box, so that the line around it keeps its own direction.
#let ltr-text(body) = box(text(dir: ltr, body))

#text(fill: quiet, d.publisher)
#v(1mm)
#block(text(19pt, weight: 600, d.heading))
#if d.draft != none { block(text(weight: 600, fill: rgb("#9a5b00"), d.draft)) }
#line(length: 100%, stroke: 0.6pt + nile)
#table(columns: (34mm, 1fr), stroke: none, inset: (x: 0mm, y: 1.2mm),
	..d.rows.map(r => (text(fill: quiet, r.label), r.value)).flatten())

= #w.attendance
#if d.present.len() == 0 [ #w.nobody ] else {
	table(columns: (1fr, 1fr), stroke: (x, y) => (bottom: 0.4pt + line-ink), inset: (x: 0mm, y: 1.3mm),
		..d.present.map(u => (u.name, u.by)).flatten())
}
#if d.absent != none { block(above: 3mm, d.absent) }

= #w.decisions
#if d.left_out != none { block(above: 0mm, below: 4mm, d.left_out) }
#if d.items.len() == 0 [ #w.none ]
#for i in d.items {
	block(breakable: false, width: 100%, above: 0mm, below: 4mm, inset: (bottom: 4mm), stroke: (bottom: 0.4pt + line-ink),
		grid(columns: (1fr, 66mm), column-gutter: 6mm,
			[
				#text(weight: 600, [#i.position. #i.title])
				#for p in i.parties [
					#block(above: 2.2mm, text(9.5pt)[#box(rect(width: 3mm, height: 3mm, radius: 0.6mm, fill: rgb(p.ink)))#h(1.5mm)#ltr-text(p.reference) · #p.organisation \\ #p.title \\ #text(fill: quiet, p.days)])
				]
				#block(above: 2.6mm, text(fill: quiet, i.meet))
				#block(above: 2.6mm)[#text(weight: 600)[#w.decision:] #i.decision]
				#if i.note != none { block(above: 1.6mm, i.note) }
			],
			block(clip: true, radius: 1.5mm, stroke: 0.5pt + line-ink, image(i.map, width: 100%, alt: i.alt))
		))
}

#if d.closing != none { block(above: 5mm, d.closing) }

#v(14mm)
#block(breakable: false, grid(columns: (1fr, 1fr), column-gutter: 20mm,
	..((w.secretary, d.secretary), (w.chair, "")).map(s => align(center)[
		#line(length: 100%, stroke: 0.5pt)
		#s.at(0) \\ #s.at(1)
	])))
`;
