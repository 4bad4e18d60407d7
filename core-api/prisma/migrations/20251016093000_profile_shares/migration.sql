-- CreateEnum
CREATE TYPE "ShareStatus" AS ENUM ('PENDING', 'ACTIVE', 'CLOSED', 'REVOKED');

-- CreateTable
CREATE TABLE "ProfileShare" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "recipientUserId" UUID,
    "recipientEmail" VARCHAR(254),
    "token" VARCHAR(64) NOT NULL,
    "sections" TEXT[],
    "note" TEXT,
    "status" "ShareStatus" NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "acceptedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProfileShare_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ProfileShare_token_key" ON "ProfileShare"("token");

-- CreateIndex
CREATE INDEX "ProfileShare_customerId_idx" ON "ProfileShare"("customerId");

-- CreateIndex
CREATE INDEX "ProfileShare_recipientUserId_idx" ON "ProfileShare"("recipientUserId");

-- AddForeignKey
ALTER TABLE "ProfileShare" ADD CONSTRAINT "ProfileShare_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProfileShare" ADD CONSTRAINT "ProfileShare_recipientUserId_fkey" FOREIGN KEY ("recipientUserId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
