using System.Text;
using QRCoder;

namespace TelegramHost.Terminal;

/// <summary>Draws a QR code in characters, two rows of it in each line.</summary>
internal static class QrBlocks
{
    /// <summary>The lines of a code, with the quiet zone that scanners want; to be shown dark on light.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var rows = data.ModuleMatrix;
        var lines = new List<string>((rows.Count + 1) / 2);
        for (var y = 0; y < rows.Count; y += 2)
        {
            var line = new StringBuilder(rows.Count);
            for (var x = 0; x < rows.Count; x++)
            {
                var (upper, lower) = (rows[y][x], y + 1 < rows.Count && rows[y + 1][x]);
                line.Append((upper, lower) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            lines.Add(line.ToString());
        }

        return lines;
    }
}
