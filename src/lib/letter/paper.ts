// Paper as letters are printed on it: sizes in CSS inches, one-inch margins, and where the browser's own line breaking
// ends each page.

export const papers = ['letter', 'a4'] as const;
export type Paper = (typeof papers)[number];

/** Width and height of the sheet, in inches. A4 is 210 by 297 mm. */
export const sheetInches: Record<Paper, { width: number; height: number }> = {
	letter: { width: 8.5, height: 11 },
	a4: { width: 210 / 25.4, height: 297 / 25.4 }
};

export const marginInches = 1;
/** Room between two columns of the flow, so that no glyph of one page reaches into the next. */
export const columnGapInches = 1;

/** How many pages a flow of columns has: one column is one page. */
export function pageCount(flow: HTMLElement): number {
	const { columnWidth, columnGap } = getComputedStyle(flow);
	const [width, gap] = [parseFloat(columnWidth), parseFloat(columnGap)];
	return Math.max(1, Math.round((flow.scrollWidth + gap) / (width + gap)));
}

/**
 * Where pages begin, as distances from the top of the same text laid out without pages, in CSS pixels. `flow` is broken
 * into columns; `plain` is the editor with the same width and font, so both break lines alike.
 */
export function pageStarts(flow: HTMLElement, plain: HTMLElement): number[] {
	const starts: number[] = [];
	const [flowBlocks, plainBlocks] = [blocksIn(flow), blocksIn(plain)];
	const origin = plain.getBoundingClientRect().top;
	let column = flow.getBoundingClientRect().left;
	flowBlocks.forEach((block, index) => {
		const twin = plainBlocks[index];
		if (!twin) return;
		let above = 0;
		for (const part of block.getClientRects()) {
			if (part.left > column + part.width / 2) {
				starts.push(twin.getBoundingClientRect().top - origin + above);
				column = part.left;
			}
			above += part.height;
		}
	});
	return starts;
}

function blocksIn(element: HTMLElement): HTMLElement[] {
	return [...element.querySelectorAll('p')];
}
