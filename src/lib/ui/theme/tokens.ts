/** Calls back whenever the theme changes, by choice or with the system. Returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
	const system = matchMedia('(prefers-color-scheme: dark)');
	const chosen = new MutationObserver(changed);
	system.addEventListener('change', changed);
	chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
	return () => {
		system.removeEventListener('change', changed);
		chosen.disconnect();
	};
}
