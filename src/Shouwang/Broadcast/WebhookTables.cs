using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Broadcast;

static class WebhookTables
{
    public static DbSet<Webhook> Webhooks(this ShouwangDb db) => db.Set<Webhook>();
    public static DbSet<WebhookDelivery> WebhookDeliveries(this ShouwangDb db) => db.Set<WebhookDelivery>();

    internal sealed class Mapping : IEntityTypeConfiguration<Webhook>, IEntityTypeConfiguration<WebhookDelivery>
    {
        public void Configure(EntityTypeBuilder<Webhook> webhook)
        {
            webhook.ToTable("webhooks");
            webhook.HasKey(w => w.Id);
            webhook.Ignore(w => w.Types);
            webhook.HasOne<Unit>().WithMany().HasForeignKey(w => w.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
        {
            delivery.ToTable("webhook_deliveries");
            delivery.HasKey(d => d.Id);
            delivery.HasIndex(d => new { d.WebhookId, d.FactId }, "webhook_deliveries_once").IsUnique();
            delivery.HasIndex(d => d.NextTryAt, "webhook_deliveries_due").HasFilter("next_try_at is not null");
            delivery.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
