/** A session with less than this left is renewed before it is used (aws-vault: five minutes). */
export const REFRESH_WINDOW_SECONDS = 5 * 60;
