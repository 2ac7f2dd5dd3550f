-- Whether what is gone of people went on their demand, or at the end of its period (T-3).
ALTER TABLE "attachment" ADD COLUMN "removed_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "address_claim" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "certificate" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "import" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "market_link" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "new_phone" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "partner_account" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "satker_ticket" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "satker_user" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "secretary_mapping" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "signing" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "user_id_request" ADD COLUMN "emptied_on_demand" BOOLEAN NOT NULL DEFAULT false;
