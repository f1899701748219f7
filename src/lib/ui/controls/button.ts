/** `caution`: leads to what `danger` then does. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'caution' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const base =
	'relative inline-flex shrink-0 items-center justify-center gap-2 rounded border font-medium whitespace-nowrap ' +
	'transition-colors select-none disabled:cursor-not-allowed disabled:opacity-45 aria-disabled:cursor-not-allowed ' +
	'aria-disabled:opacity-45';

const variants: Record<ButtonVariant, string> = {
	primary: 'border-transparent bg-nile text-on-accent hover:enabled:bg-nile-strong [a]:hover:bg-nile-strong',
	secondary: 'border-line bg-paper text-ink hover:enabled:bg-ground [a]:hover:bg-ground',
	quiet: 'border-transparent bg-transparent text-nile hover:enabled:bg-nile-soft [a]:hover:bg-nile-soft',
	caution: 'border-brick/50 bg-paper text-brick hover:enabled:bg-brick-soft [a]:hover:bg-brick-soft',
	danger: 'border-transparent bg-brick text-on-accent hover:enabled:bg-brick-strong [a]:hover:bg-brick-strong'
};

const sizes: Record<ButtonSize, string> = {
	sm: 'min-h-8 px-3 text-sm pointer-coarse:min-h-11',
	md: 'min-h-9 px-3.5 text-base pointer-coarse:min-h-11',
	lg: 'min-h-11 px-5 text-base pointer-coarse:min-h-12'
};

const squares: Record<ButtonSize, string> = {
	sm: 'size-8 pointer-coarse:size-11',
	md: 'size-9 pointer-coarse:size-11',
	lg: 'size-11 pointer-coarse:size-12'
};

/** Classes of a button with words. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize, full = false): string {
	return `${base} ${variants[variant]} ${sizes[size]} ${full ? 'w-full' : ''}`;
}

/** Classes of a square button with an icon only. */
export function iconButtonClass(
	variant: ButtonVariant | 'plain',
	size: ButtonSize,
	pressed: boolean
): string {
	const plain = pressed
		? 'border-transparent bg-nile-soft text-nile'
		: 'border-transparent bg-transparent text-ink-2 hover:enabled:bg-ground hover:enabled:text-ink';
	return `${base} ${variant === 'plain' ? plain : variants[variant]} ${squares[size]}`;
}
