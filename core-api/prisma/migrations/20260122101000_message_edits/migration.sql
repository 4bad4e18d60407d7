-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "clientMessageId" UUID,
ADD COLUMN     "editedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "Message_clientMessageId_key" ON "Message"("clientMessageId");
