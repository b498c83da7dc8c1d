// The figures of a benchmark as a table: one row per thing measured, one column per database.

export interface Figure {
	/** "20 people in one agenda, edit to other screen, p99" */
	what: string;
	/** "ms", "MiB" */
	unit: string;
	value: number;
}

/** A column of the table. */
export interface Measured {
	title: string;
	figures: Figure[];
}

/** The middle one; of an even number the lower of the two. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

/** Figures of several rounds, each in the same order, as their medians. */
export function mediansOf(rounds: Figure[][]): Figure[] {
	const [first = []] = rounds;
	return first.map((figure, at) => ({ ...figure, value: median(rounds.map((round) => round[at]?.value ?? NaN)) }));
}

export function tableOf(columns: Measured[]): string {
	const [first] = columns;
	const head = ['', ...columns.map(({ title }) => title)];
	const rows = (first?.figures ?? []).map(({ what }, at) => [
		what,
		...columns.map(({ figures }) => textOf(figures[at]))
	]);
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(['---', ...columns.map(() => '---:')]), ...rows.map(line)].join('\n');
}

function textOf(figure: Figure | undefined): string {
	if (!figure) return '';
	const { value, unit } = figure;
	return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
