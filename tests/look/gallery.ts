// The page that shows the pictures: one row per screen, phone and desk side by side. Plain HTML, no script.
import fs from 'node:fs';
import path from 'node:path';

const style = `
	body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; background: #ddd; color: #111 }
	h2 { margin: 2.5rem 0 0.5rem }
	.row { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start }
	figure { margin: 0 }
	figcaption { font-size: 0.85rem }
	img { display: block; border: 1px solid #888; background: #fff }
	img.phone { width: 180px }
	img.desk { width: 420px }
`;

/** Writes index.html beside the pictures; `order` is the order of the screens. */
export function writeGallery(folder: string, order: string[]): void {
	const files = fs.readdirSync(folder).sort();
	const sections = order.map((name) => {
		const own = files.filter((file) => file.startsWith(`${name}.`));
		return own.length === 0
			? ''
			: `<h2 id="${name}">${name}</h2>\n<div class="row">\n${own.map(figure).join('\n')}\n</div>`;
	});
	const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Rootbridge, every screen</title>
<style>${style}</style>
<h1>Every screen</h1>
${sections.filter(Boolean).join('\n')}
</html>
`;
	fs.writeFileSync(path.join(folder, 'index.html'), html);
}

function figure(file: string): string {
	const [, width, ...rest] = file.split('.');
	if (file.endsWith('.pdf')) return `<p><a href="${file}">${file}</a></p>`;
	const about = `${width} ${rest.slice(0, -1).join(' ')}`;
	const kind = width === '360' ? 'phone' : 'desk';
	const image = `<img class="${kind}" src="${file}" alt="${about}" loading="lazy">`;
	return `<figure><a href="${file}">${image}</a><figcaption>${about}</figcaption></figure>`;
}
