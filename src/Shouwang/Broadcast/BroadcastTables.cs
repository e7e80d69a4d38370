using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Broadcast;

static class BroadcastTables
{
    public static DbSet<Message> Messages(this ShouwangDb db) => db.Set<Message>();
    public static DbSet<Delivery> Deliveries(this ShouwangDb db) => db.Set<Delivery>();

    internal sealed class Mapping : IEntityTypeConfiguration<Message>, IEntityTypeConfiguration<Delivery>
    {
        private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

        public void Configure(EntityTypeBuilder<Message> message)
        {
            message.ToTable("messages");
            message.HasKey(m => m.Id);
            message.Property(m => m.Kind).HasMaxLength(80);
            Text(message.Property(m => m.Subject));
            Text(message.Property(m => m.Body));
            message.HasIndex(m => new { m.UnitPath, m.At });
            message.HasIndex(m => m.AboutId);
            message.HasOne<Unit>().WithMany().HasForeignKey(m => m.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<Delivery> delivery)
        {
            delivery.ToTable("deliveries");
            delivery.HasKey(d => d.Id);
            delivery.Property(d => d.Address).HasMaxLength(120);
            delivery.Property(d => d.Error).HasMaxLength(80);
            delivery.HasIndex(d => new { d.MessageId, d.Address }).IsUnique();
            delivery.HasIndex(d => new { d.Address, d.State });
            delivery.HasIndex(d => d.NextTryAt).HasFilter("next_try_at is not null");
            delivery.HasOne<Message>().WithMany().HasForeignKey(d => d.MessageId).OnDelete(DeleteBehavior.Cascade);
        }

        private static void Text(PropertyBuilder<MessageText> text) => text.HasConversion(
            value => JsonSerializer.Serialize(value, Format), stored => JsonSerializer.Deserialize<MessageText>(stored, Format)!,
            new ValueComparer<MessageText>(favorStructuralComparisons: false));
    }
}
