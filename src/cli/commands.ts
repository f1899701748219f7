import { auditAnchor, auditVerify } from './audit.ts';
import type { Command } from './command.ts';
import { demoLoad } from './demo.ts';
import { doctor } from './doctor.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { layerList } from './layers.ts';
import { migrateCommand } from './migrate.ts';
import { solveDigs } from './solve-digs.ts';
import { userAdd, userResetPassword } from './user.ts';

/** Every command of `diwan`. */
export const COMMANDS: readonly Command[] = [
	migrateCommand,
	demoLoad,
	importCommand,
	exportCommand,
	layerList,
	solveDigs,
	userAdd,
	userResetPassword,
	auditVerify,
	auditAnchor,
	doctor
];
