using System.Globalization;
using System.Text;
using QRCoder;

namespace TelegramHost.AspNetCore;

/// <summary>A QR code as a path of SVG.</summary>
/// <param name="Width">Its width and height in modules, the quiet zone included.</param>
/// <param name="Path">Its dark modules.</param>
internal sealed record QrSvg(int Width, string Path)
{
    /// <summary>Draws <paramref name="text"/>.</summary>
    public static QrSvg Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return new QrSvg(rows.Count, path.ToString());
    }
}
