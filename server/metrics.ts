// What the process counts about itself, for /metrics: numbers only, no names and no documents. In: events as they happen.
// Out: text in the Prometheus exposition format 0.0.4.

export interface Metrics {
	/** A live connection was closed from this side, with the code that says why. */
	closed(code: number): void;
	/** As /metrics answers it. */
	text(): string;
}

export interface Gauges {
	rooms(): number;
	connections(): number;
}

export function createMetrics(gauges: Gauges): Metrics {
	const closedByCode = new Map<number, number>();
	return {
		closed(code) {
			closedByCode.set(code, (closedByCode.get(code) ?? 0) + 1);
		},
		text() {
			const closed = [...closedByCode].sort(([a], [b]) => a - b);
			const lines = [
				'# HELP rootbridge_sync_closed_total Live connections closed by the server, by close code.',
				'# TYPE rootbridge_sync_closed_total counter',
				...closed.map(([code, count]) => `rootbridge_sync_closed_total{code="${code}"} ${count}`),
				'# HELP rootbridge_rooms Documents that somebody has open.',
				'# TYPE rootbridge_rooms gauge',
				`rootbridge_rooms ${gauges.rooms()}`,
				'# HELP rootbridge_connections Live connections to documents.',
				'# TYPE rootbridge_connections gauge',
				`rootbridge_connections ${gauges.connections()}`,
				'# HELP process_resident_memory_bytes Resident memory.',
				'# TYPE process_resident_memory_bytes gauge',
				`process_resident_memory_bytes ${process.memoryUsage.rss()}`
			];
			return `${lines.join('\n')}\n`;
		}
	};
}
