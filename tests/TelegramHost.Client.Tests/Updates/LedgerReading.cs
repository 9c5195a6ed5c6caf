using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>Reads a ledger as the next start would.</summary>
internal static class LedgerReading
{
    extension(DeliveryLedger ledger)
    {
        public UpdateState Handled
        {
            get
            {
                ledger.PutBackAll();
                return ledger.TakeChanged([]) is { } marks ? UpdateState.Of(marks.Changed) : UpdateState.Empty;
            }
        }
    }
}
