import { lineLength, offsetLine, pointAlong } from '../geometry/line.ts';
import { contains } from '../geometry/ring.ts';
import { smooth } from '../geometry/smooth.ts';
import { along, at, distance, heading, type Pt } from '../geometry/vector.ts';
import type { Plan, PlanStreet } from '../plan.ts';
import { collapsed, trimmed } from './clean.ts';
import { buildGraph, type Graph, type Piece } from './graph.ts';
import { nodeLines } from './noding.ts';

/** The plan's centre line of the canal. */
export const canalLine = (plan: Plan): Pt[] => smooth(plan.canal.line, plan.step);

/** The outline of the governorate; its last point is its first. */
export const borderOf = (plan: Plan): Pt[] => smooth(plan.boundary, plan.step * 4, true);

/** The network of the streets laid out in the plan, before the quarters draw theirs. */
export function mainStreets(plan: Plan): Graph {
	const { centre, radius, id, kind } = plan.square;
	const lines = plan.streets.map((street): Piece => ({
		tag: { kind: street.kind, main: street.id },
		points: lineOf(plan, street)
	}));
	const round: Piece = { tag: { kind, main: id }, points: circle(centre, radius) };
	const underSquare = (p: Piece) =>
		p.tag.main !== id && p.points.every((q) => distance(q, centre) < radius + 0.1);
	const border = borderOf(plan);
	const noded = nodeLines([...lines, round, { tag: { kind: 'boundary' }, points: border }]).filter(
		(p) => p.tag.kind !== 'boundary' && !underSquare(p) && contains(border.slice(0, -1), halfWay(p.points))
	);
	const named = outsideNamed(
		plan,
		noded,
		at(
			lines,
			plan.streets.findIndex((s) => s.id === plan.ring)
		)
	);
	return collapsed(trimmed(buildGraph(named)), 40);
}

const halfWay = (points: readonly Pt[]): Pt => pointAlong(points, lineLength(points) / 2).point;

function lineOf(plan: Plan, street: PlanStreet): Pt[] {
	if (street.bank === undefined) return smooth(street.line ?? [], plan.step, street.closed);
	const bank = offsetLine(canalLine(plan), street.bank * plan.canal.bank);
	return bank.filter(([x]) => x >= (street.from ?? -Infinity) && x <= (street.to ?? Infinity));
}

function circle(centre: Pt, radius: number): Pt[] {
	const points = Array.from({ length: 24 }, (_, i) => along(centre, heading(i * 15 + 7), radius));
	return [...points, at(points, 0)];
}

/** A street that runs on beyond the ring road bears another name and class there. */
function outsideNamed(plan: Plan, pieces: readonly Piece[], ring: Piece): Piece[] {
	const entered = new Set<string>();
	return pieces.map((piece) => {
		const street = plan.streets.find((s) => s.id === piece.tag.main);
		if (!street?.outside) return piece;
		if (contains(ring.points.slice(0, -1), halfWay(piece.points))) {
			entered.add(street.id);
			return piece;
		}
		const part = street.outside[entered.has(street.id) ? 1 : 0];
		return { tag: { kind: part.kind, main: part.id }, points: piece.points };
	});
}
