import { availableParallelism, cpus, loadavg } from 'node:os';
import { hostileTexts } from './panelHostile.ts';
import { openPanel } from './panelPage.ts';
import { paced, streaming } from './panelStreaming.ts';

/** What is measured of the panel, in this order; each prints its table. */
const parts = [hostileTexts, streaming, paced] as const;

process.stdout.write(`${cpus()[0]?.model.trim() ?? 'An unknown processor'}, ${String(availableParallelism())} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}, Chromium; read ratios, not times.\n`);
const panel = await openPanel();
for (const part of parts) await part(panel);
await panel.close();
