/** One branch or leaf of a tree. */
export interface TreeNode {
	id: string;
	label: string;
	children?: readonly TreeNode[];
	/** A short aside at the end: a count. */
	aside?: string;
	disabled?: boolean;
}

export interface TreeLine {
	node: TreeNode;
	/** 1 for the top. */
	level: number;
	parent: string | null;
	/** Place among its siblings, from 1, and how many they are. */
	place: number;
	siblings: number;
}

export type CheckState = 'true' | 'false' | 'mixed';

/** The lines in view, top to bottom: children of closed branches are left out. */
export function treeLines(nodes: readonly TreeNode[], open: ReadonlySet<string>): TreeLine[] {
	const walk = (siblings: readonly TreeNode[], level: number, parent: string | null): TreeLine[] =>
		siblings.flatMap((node, index) => [
			{ node, level, parent, place: index + 1, siblings: siblings.length },
			...(node.children && open.has(node.id) ? walk(node.children, level + 1, node.id) : [])
		]);
	return walk(nodes, 1, null);
}

/** Ids of the leaves under a node, itself when it is one. */
export function leaves(node: TreeNode): string[] {
	if (!node.children) return node.disabled ? [] : [node.id];
	return node.children.flatMap(leaves);
}

/** A branch is checked when all its leaves are, mixed when some are. */
export function checkState(node: TreeNode, checked: ReadonlySet<string>): CheckState {
	if (!node.children) return checked.has(node.id) ? 'true' : 'false';
	const ids = leaves(node);
	const count = ids.filter((id) => checked.has(id)).length;
	return count === 0 ? 'false' : count === ids.length ? 'true' : 'mixed';
}

/** Checks or unchecks a node with all its leaves; anything but fully checked becomes checked. */
export function toggled(node: TreeNode, checked: ReadonlySet<string>): Set<string> {
	const on = checkState(node, checked) !== 'true';
	const next = new Set(checked);
	for (const id of leaves(node)) {
		if (on) next.add(id);
		else next.delete(id);
	}
	return next;
}

/** The open branches with one of them opened or closed. */
export function withBranch(open: ReadonlySet<string>, id: string, on: boolean): Set<string> {
	const next = new Set(open);
	if (on) next.add(id);
	else next.delete(id);
	return next;
}

/**
 * Where a key leads in a tree: an id to focus, a branch to open or close, or nothing. `inward` is the arrow that
 * points into the tree: left in Arabic, right in English.
 */
export function treeKey(
	lines: readonly TreeLine[],
	at: string,
	key: string,
	open: ReadonlySet<string>,
	inward: 'ArrowLeft' | 'ArrowRight'
): { focus: string } | { open: string } | { close: string } | null {
	const index = lines.findIndex((line) => line.node.id === at);
	const line = lines[index];
	if (!line) return null;
	const focus = (target: TreeLine | undefined) => (target ? { focus: target.node.id } : null);
	if (key === 'ArrowDown') return focus(lines[index + 1]);
	if (key === 'ArrowUp') return focus(lines[index - 1]);
	if (key === 'Home') return focus(lines[0]);
	if (key === 'End') return focus(lines.at(-1));
	const isOpen = open.has(at);
	if (key === inward) {
		if (!line.node.children?.length) return null;
		return isOpen ? focus(lines[index + 1]) : { open: at };
	}
	if (key === 'ArrowLeft' || key === 'ArrowRight') {
		if (line.node.children && isOpen) return { close: at };
		return line.parent === null ? null : { focus: line.parent };
	}
	if (key.length === 1 && key !== ' ') {
		const around = [...lines.slice(index + 1), ...lines.slice(0, index)];
		return focus(around.find((other) => other.node.label.toLowerCase().startsWith(key.toLowerCase())));
	}
	return null;
}
