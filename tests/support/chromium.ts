// The browser for tests: the Chromium that ships inside the npm package @sparticuz/chromium, unpacked once (x64 Linux, no
// system package needed), or CHROMIUM_PATH. Run as a program it unpacks and says so.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packageFile = path.join(root, 'node_modules/@sparticuz/chromium/package.json');

function unpackedFolder(): string {
	const { version } = JSON.parse(fs.readFileSync(packageFile, 'utf8')) as { version: string };
	return path.join(root, 'node_modules/.cache', `chromium-${version}`);
}

export interface LaunchOptions {
	executablePath: string;
	args: string[];
	env?: Record<string, string>;
}

/** For Playwright's launch(). Its own `chromium.args` are left out: --single-process crashes with several contexts. */
export function launchOptions(): LaunchOptions {
	const args = ['--no-sandbox'];
	const own = process.env['CHROMIUM_PATH'];
	if (own) return { executablePath: own, args };
	const folder = unpackedFolder();
	const env = { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'), FONTCONFIG_PATH: path.join(folder, 'fonts') };
	return {
		executablePath: path.join(folder, 'chromium'),
		args,
		env: { ...(process.env as Record<string, string>), ...env }
	};
}

/** Throws one sentence if no browser can be had on this machine. */
export async function prepareChromium(): Promise<void> {
	if (process.env['CHROMIUM_PATH']) {
		if (fs.existsSync(process.env['CHROMIUM_PATH'])) return;
		throw new Error(`CHROMIUM_PATH names no file: ${process.env['CHROMIUM_PATH']}`);
	}
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		throw new Error(
			'The browser tests bring their own Chromium on x64 Linux only: install Chromium and set CHROMIUM_PATH.'
		);
	}
	const folder = unpackedFolder();
	if (fs.existsSync(folder)) return;
	// Beside the final place, then renamed: two runs at once, or a kill in between, leave nothing half made.
	const partial = `${folder}.${process.pid}`;
	fs.mkdirSync(partial, { recursive: true });
	const tmpdir = process.env['TMPDIR'];
	process.env['TMPDIR'] = partial; // the package unpacks into os.tmpdir()
	const { default: chromium, inflate } = await import('@sparticuz/chromium');
	await chromium.executablePath();
	await inflate(path.join(root, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br')); // only unpacked on Lambda otherwise
	if (tmpdir === undefined) delete process.env['TMPDIR'];
	else process.env['TMPDIR'] = tmpdir;
	fs.writeFileSync(path.join(partial, 'fonts/fonts.conf'), fontConfig(path.join(folder, 'fonts')));
	try {
		fs.renameSync(partial, folder);
	} catch (error) {
		fs.rmSync(partial, { recursive: true });
		if (!fs.existsSync(folder)) throw error;
	}
}

/** The package's own names folders of Lambda: without any font even web fonts fail to load. */
function fontConfig(fonts: string): string {
	return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<dir>${fonts}</dir>
	<dir>/usr/share/fonts</dir>
	<cachedir>${fonts}/cache</cachedir>
	<alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
</fontconfig>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareChromium();
