/** What a form action sends back (see formAction on the server). */
export interface Answer {
	form: string;
	done?: boolean;
	problem?: { code: string; detail: string; reference: string; errors?: { path: string; message: string }[] };
	values?: Record<string, string>;
	result?: unknown;
}

/** The answer to this form, if the last one sent was it. */
export function answerTo(form: string, answer: unknown): Answer | null {
	const given = answer as Answer | null | undefined;
	return given?.form === form ? given : null;
}

/** What is wrong with one field. */
export function fieldError(answer: Answer | null, path: string): string | undefined {
	return answer?.problem?.errors?.find((e) => e.path === path)?.message;
}
