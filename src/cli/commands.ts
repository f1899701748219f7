import type { Command } from './command.ts';
import { doctor } from './doctor.ts';
import { layerList } from './layers.ts';
import { migrateCommand } from './migrate.ts';

/** Every command of `diwan`. */
export const COMMANDS: readonly Command[] = [migrateCommand, layerList, doctor];
