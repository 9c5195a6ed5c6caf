using TelegramHost.Client.Updates;
using TelegramHost.EndToEnd.Tests.Updates;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Packets to the client that arrive damaged, or twice.</summary>
public sealed class SpoiltPacketTests
{
    [Fact]
    public async Task DamagedPackets_AreNotBelievedAndNothingIsLost()
    {
        await using var bot = await ListeningBot.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            bot.Emulator.Faults.CorruptPackets();
            await bot.SendAsync($"message {round}");

            Assert.Equal($"message {round}", (await bot.NextAsync<NewMessage>()).Message.Text);
            Assert.Equal(bot.Bot.Id, (await bot.Client.GetMeAsync(bot.Patience)).Id);
        }

        // Each time the client has left the connection on which it could not trust what came.
        Assert.True(bot.Emulator.Find(bot.Emulator.DataCenter).Server.Connections.Max(connection => connection.Id) > 5);
    }

    [Fact]
    public async Task PacketsThatComeTwice_CountOnce()
    {
        await using var bot = await ListeningBot.StartAsync();
        bot.Emulator.Faults.DoublePackets(count: 1000);
        for (var round = 0; round < 20; round++)
        {
            await bot.SendAsync($"message {round}");
            Assert.Equal(bot.Bot.Id, (await bot.Client.GetMeAsync(bot.Patience)).Id);
        }

        for (var round = 0; round < 20; round++)
            Assert.Equal($"message {round}", (await bot.NextAsync<NewMessage>()).Message.Text);
    }
}
