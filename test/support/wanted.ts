export * from '@satu-pintu/playground/people';
