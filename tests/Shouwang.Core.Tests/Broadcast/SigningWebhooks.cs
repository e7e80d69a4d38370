using System.Net;

namespace Shouwang.Broadcast;

public sealed class SigningWebhooks
{
    [Fact]
    public void A_signature_is_what_the_standard_s_own_library_makes() =>
        Assert.Equal("v1,hVsFLpmw4Ib/Xm0eZLt3KqYBZdt0U8gdGeuz0EsGv78=", WebhookSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_1", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), """{"a":1}"""));

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("ff02::1", false)]
    public void Only_public_addresses_may_be_called(string address, bool may) => Assert.Equal(may, OutwardAddress.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void Tries_go_on_for_days_each_pause_longer_and_then_end()
    {
        var id = new WebhookDeliveryId(Guid.Parse("00000000-0000-0000-0000-000000000080"));
        var pauses = Enumerable.Range(1, 9).Select(tries => WebhookRules.PauseAfter(tries, id, null)!.Value).ToList();
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause).TotalDays, 3, 4);
        Assert.Null(WebhookRules.PauseAfter(10, id, null));
    }

    [Fact]
    public void The_receiver_may_ask_for_a_longer_pause_but_not_for_a_shorter_one_or_for_weeks()
    {
        var id = new WebhookDeliveryId(Guid.Empty);
        Assert.Equal(TimeSpan.FromMinutes(10), WebhookRules.PauseAfter(1, id, TimeSpan.FromMinutes(10)));
        Assert.True(WebhookRules.PauseAfter(3, id, TimeSpan.FromSeconds(1)) >= TimeSpan.FromMinutes(30));
        Assert.Equal(TimeSpan.FromHours(24), WebhookRules.PauseAfter(1, id, TimeSpan.FromDays(30)));
    }
}
