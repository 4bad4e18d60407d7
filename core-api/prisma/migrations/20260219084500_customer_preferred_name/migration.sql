-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "preferredName" VARCHAR(100);
