-- AlterEnum
ALTER TYPE "signing_status" ADD VALUE 'ENDED';
