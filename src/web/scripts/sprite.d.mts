export function iconNames(root: string): string[];
export function sprite(root: string): string;
