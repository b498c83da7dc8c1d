ALTER TABLE "spaces" ADD COLUMN "rhythm_en" text;--> statement-breakpoint
ALTER TABLE "spaces" ADD COLUMN "rhythm_es" text;--> statement-breakpoint
-- The words that stood in the program until now.
UPDATE "spaces" SET "rhythm_en" = 'Monthly, a Tuesday, 7:00 PM', "rhythm_es" = 'Cada mes, un martes, 7:00 p. m.' WHERE "kind" = 'board';
