const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
type Level = (typeof LEVELS)[number];

/** One JSON object a line on stderr. Never log what identifies a citizen: ids and references are enough. */
function write(level: Exclude<Level, 'silent'>, message: string, more: Record<string, unknown> = {}): void {
	const threshold = LEVELS.indexOf((process.env.LOG_LEVEL as Level) || 'info');
	if (LEVELS.indexOf(level) < threshold) return;
	const { error, ...rest } = more;
	const failure =
		error instanceof Error
			? { error: error.message, stack: error.stack, cause: String(error.cause ?? '') }
			: error
				? { error }
				: {};
	process.stderr.write(
		`${JSON.stringify({ at: new Date().toISOString(), level, message, ...rest, ...failure })}\n`
	);
}

export const log = {
	debug: (message: string, more?: Record<string, unknown>) => write('debug', message, more),
	info: (message: string, more?: Record<string, unknown>) => write('info', message, more),
	warn: (message: string, more?: Record<string, unknown>) => write('warn', message, more),
	error: (message: string, more?: Record<string, unknown>) => write('error', message, more)
};
