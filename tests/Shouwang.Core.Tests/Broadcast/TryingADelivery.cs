namespace Shouwang.Broadcast;

public sealed class TryingADelivery
{
    private static readonly DateTimeOffset Nine = new(2022, 5, 6, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_inbox_has_it_at_once() => Assert.Equal((DeliveryState.Sent, null), (To(Inbox).State, To(Inbox).NextTryAt));

    [Fact]
    public void A_mail_waits_for_its_channel() => Assert.Equal((DeliveryState.Waiting, Nine), (To(Mail).State, To(Mail).NextTryAt));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(8, 128)]
    [InlineData(9, 180)]
    [InlineData(10_000, 180)]
    public void Pauses_double_up_to_three_hours(int tries, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), DeliveryRules.PauseAfter(tries));

    [Fact]
    public void After_the_last_try_it_is_given_up()
    {
        var delivery = To(Mail);
        for (var i = 1; i < DeliveryRules.MostTries; i++)
        {
            delivery.Begin(Nine);
            delivery.Fail("smtp.450", final: false, Nine);
            Assert.Equal(DeliveryState.Failed, delivery.State);
        }
        delivery.Begin(Nine);
        delivery.Fail("smtp.450", final: false, Nine);
        Assert.Equal((DeliveryState.GivenUp, null), (delivery.State, delivery.NextTryAt));
    }

    [Fact]
    public void A_try_books_its_time()
    {
        var delivery = To(Mail);
        delivery.Begin(Nine);
        Assert.Equal((1, Nine + DeliveryRules.TimeForATry), (delivery.Attempts, delivery.NextTryAt));
    }

    [Fact]
    public void Asked_for_again_it_starts_afresh()
    {
        var delivery = To(Mail);
        delivery.Begin(Nine);
        delivery.Fail("smtp.550", final: true, Nine);
        Assert.True(delivery.Retry(Nine).IsOk);
        Assert.Equal((DeliveryState.Waiting, 0, Nine), (delivery.State, delivery.Attempts, delivery.NextTryAt));
        Assert.Equal("broadcast.delivery.not-failed", delivery.Retry(Nine).Refusal!.Code);
    }

    [Fact]
    public void Opening_twice_keeps_the_first_time()
    {
        var delivery = To(Inbox);
        delivery.Open(Nine);
        delivery.Open(Nine.AddHours(1));
        Assert.Equal((DeliveryState.Read, Nine), (delivery.State, delivery.ReadAt));
    }

    private static Recipient Inbox => Recipient.Volunteer(Guid.Empty);
    private static Recipient Mail => Recipient.Mail(new SealedText("1.x"), new BlindIndex("h"));
    private static Delivery To(Recipient to) => Delivery.Of(default, default, to, Nine);
}
