CREATE TABLE "document_clients" (
	"document" text NOT NULL,
	"client_id" bigint NOT NULL,
	"actor" text NOT NULL,
	CONSTRAINT "document_clients_document_client_id_pk" PRIMARY KEY("document","client_id")
);
--> statement-breakpoint
CREATE TABLE "document_renderings" (
	"document" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"content" jsonb NOT NULL,
	"rendered_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_states" (
	"document" text NOT NULL,
	"kind" text NOT NULL,
	"seq" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	"checksum" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_states_document_kind_seq_pk" PRIMARY KEY("document","kind","seq")
);
--> statement-breakpoint
CREATE TABLE "document_updates" (
	"document" text NOT NULL,
	"seq" bigint NOT NULL,
	"actor" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"checksum" "bytea" NOT NULL,
	"committed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_updates_document_seq_pk" PRIMARY KEY("document","seq")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"name" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"space" text NOT NULL,
	"head" bigint DEFAULT 0 NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "quarantined_bytes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"document" text NOT NULL,
	"source" text NOT NULL,
	"seq" bigint NOT NULL,
	"reason" text NOT NULL,
	"actor" text,
	"bytes" "bytea" NOT NULL,
	"checksum" "bytea" NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"quarantined_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drop_ins" (
	"space" text PRIMARY KEY NOT NULL,
	"door" text DEFAULT 'closed' NOT NULL,
	"current_kind" text,
	"next_starts_at" timestamp with time zone,
	"opened_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "entry_people" (
	"document" text NOT NULL,
	"entry" text NOT NULL,
	"actor" text NOT NULL,
	"name_shown" text,
	"is_for_somebody_else" boolean DEFAULT false NOT NULL,
	"contact" "bytea",
	"contact_readers" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entry_people_document_entry_actor_pk" PRIMARY KEY("document","entry","actor")
);
--> statement-breakpoint
CREATE TABLE "guests" (
	"id" text PRIMARY KEY NOT NULL,
	"space" text NOT NULL,
	"name" text NOT NULL,
	"number" integer NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "guests_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "instance_facts" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"secret_hash" text NOT NULL,
	"kind" text NOT NULL,
	"space" text,
	"role" text NOT NULL,
	"uses_left" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text PRIMARY KEY NOT NULL,
	"sign_in_name" text NOT NULL,
	"sign_in_key" text NOT NULL,
	"display_name" text NOT NULL,
	"pronouns" text,
	"password_hash" text NOT NULL,
	"is_steward" boolean DEFAULT false NOT NULL,
	"suspended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_sign_in_key_unique" UNIQUE("sign_in_key")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"member" text NOT NULL,
	"space" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_member_space_pk" PRIMARY KEY("member","space")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"purpose_en" text NOT NULL,
	"purpose_es" text NOT NULL,
	"contact" text,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"member" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meeting_times" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"space" text NOT NULL,
	"weekday" smallint NOT NULL,
	"starts_at" text NOT NULL,
	"time_zone" text DEFAULT 'America/New_York' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spaces" (
	"slug" text PRIMARY KEY NOT NULL,
	"organization" text NOT NULL,
	"kind" text NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL,
	"purpose_en" text NOT NULL,
	"purpose_es" text NOT NULL,
	"caution_en" text,
	"caution_es" text,
	"contact" text,
	"contact_confirmed_at" timestamp with time zone,
	"times_confirmed_at" timestamp with time zone,
	"open_to_members" boolean DEFAULT false NOT NULL,
	"shape" text NOT NULL,
	"position" integer NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "document_clients" ADD CONSTRAINT "document_clients_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_renderings" ADD CONSTRAINT "document_renderings_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_states" ADD CONSTRAINT "document_states_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_updates" ADD CONSTRAINT "document_updates_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_space_spaces_slug_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("slug") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quarantined_bytes" ADD CONSTRAINT "quarantined_bytes_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drop_ins" ADD CONSTRAINT "drop_ins_space_spaces_slug_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("slug") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "entry_people" ADD CONSTRAINT "entry_people_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_space_spaces_slug_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("slug") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_space_spaces_slug_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("slug") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_space_spaces_slug_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("slug") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_times" ADD CONSTRAINT "meeting_times_space_spaces_slug_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("slug") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "spaces" ADD CONSTRAINT "spaces_organization_organizations_slug_fk" FOREIGN KEY ("organization") REFERENCES "public"."organizations"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_space" ON "documents" USING btree ("space","kind");--> statement-breakpoint
CREATE INDEX "quarantined_bytes_document" ON "quarantined_bytes" USING btree ("document");--> statement-breakpoint
CREATE INDEX "guests_space" ON "guests" USING btree ("space");--> statement-breakpoint
CREATE INDEX "invitations_space" ON "invitations" USING btree ("space");--> statement-breakpoint
CREATE INDEX "memberships_space" ON "memberships" USING btree ("space");--> statement-breakpoint
CREATE INDEX "sessions_member" ON "sessions" USING btree ("member");--> statement-breakpoint
CREATE INDEX "meeting_times_space" ON "meeting_times" USING btree ("space");