/** The languages Diwan speaks. */
export type Locale = 'ar' | 'en';
