// A disk of a few MB that can be filled: a tmpfs of its own. It needs root and mount.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface SmallDisk {
	readonly folder: string;
	/** Takes all the space that is left, up to this many bytes of it. */
	fill(leaveBytes?: number): void;
	free(): void;
	remove(): void;
}

/** Null on a machine where nothing may be mounted: the row says that it was not run. */
export function openSmallDisk(megabytes: number): SmallDisk | null {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-disk-'));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder], { stdio: 'ignore' });
	} catch {
		fs.rmdirSync(folder); // not root, or a container without the right to mount: the caller says so
		return null;
	}
	const ballast = path.join(folder, 'ballast');
	return {
		folder,
		fill(leaveBytes = 0) {
			const { bavail, bsize } = fs.statfsSync(folder);
			fs.appendFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
		},
		free() {
			fs.rmSync(ballast, { force: true });
		},
		remove() {
			execFileSync('umount', ['-l', folder]);
			fs.rmdirSync(folder);
		}
	};
}
