package dev.onbehalf.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onbehalf.web.signin.NoTenant;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SessionsInRedisTest.InRedis.class)
@DisplayName("Sessions in Redis")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsInRedisTest {

    public static class InRedis implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return NoTenant.CONFIG;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TestingRedis.class));
        }
    }

    private static final Tokens TOKENS = new Tokens("id-token", "access-token", "refresh-token", Instant.EPOCH);

    @Inject
    Sessions sessions;

    @Inject
    Notes notes;

    @Inject
    RedisDataSource redis;

    @Inject
    TestingClock clock;

    TestingRedis server;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private SessionId begin(String sid) {
        return sessions.begin("tenant", "taro", sid, "Firefox · Linux", TOKENS);
    }

    @Test
    void a_session_is_found_by_its_id_and_by_no_other() {
        SessionId id = begin("sid-1");
        assertThat(sessions.find(id.key()).map(Session::tokens)).contains(TOKENS);
        assertThat(sessions.find(SessionId.random().key())).isEmpty();
    }

    @Test
    void neither_the_id_nor_a_name_nor_a_token_is_written_to_Redis() {
        SessionId id = begin("sid-2");
        for (String key : redis.key().keys("*")) {
            assertThat(key).doesNotContain(id.value()).doesNotContain("taro").doesNotContain("sid-2");
        }
        byte[] record = redis.value(byte[].class).get("session:" + id.key().value());
        assertThat(new String(record)).doesNotContain("token").doesNotContain("taro");
    }

    @Test
    void a_note_is_sealed_ends_by_itself_and_is_taken_once() {
        NoteId id = notes.write(new JsonObject().put("oid", "taro"), Duration.ofMinutes(5));
        String key = "note:" + id.place().value();
        assertThat(new String(redis.value(byte[].class).get(key))).doesNotContain("taro");
        assertThat(redis.key().pttl(key)).isBetween(290_000L, 300_000L);
        assertThat(notes.read(id)).isPresent();
        assertThat(notes.take(id)).contains(new JsonObject().put("oid", "taro"));
        assertThat(notes.take(id)).isEmpty();
    }

    @Test
    void a_session_that_moves_on_is_gone_under_its_old_id_and_keeps_the_time_of_its_sign_in() {
        SessionId before = begin("sid-2b");
        Session old = sessions.find(before.key()).orElseThrow();
        Tokens better = new Tokens("id-2", "access-2", "refresh-2", Instant.EPOCH);
        SessionId after = sessions.moveOn(before.key(), old, "sid-2c", better);
        assertThat(sessions.find(before.key())).isEmpty();
        assertThat(sessions.find(after.key()))
                .contains(new Session("tenant", "taro", "sid-2c", old.createdAt(), "Firefox · Linux", better));
    }

    @Test
    void the_idle_time_starts_again_with_each_use_and_the_record_ends_by_itself() {
        SessionId id = begin("sid-3");
        String key = "session:" + id.key().value();
        redis.key().pexpire(key, Duration.ofSeconds(30));
        sessions.find(id.key());
        assertThat(redis.key().pttl(key)).isBetween(3_590_000L, 3_600_000L);
    }

    @Test
    void a_session_older_than_the_absolute_timeout_is_over() {
        SessionId id = begin("sid-4");
        clock.putForward(Duration.ofHours(12));
        assertThat(sessions.find(id.key())).isEmpty();
    }

    @Test
    void the_tenants_session_leads_to_ours_without_any_cookie() {
        SessionId one = begin("sid-5");
        SessionId other = begin("sid-6");
        assertThat(sessions.endOfTenantSession("sid-5")).isEqualTo(1);
        assertThat(sessions.find(one.key())).isEmpty();
        assertThat(sessions.find(other.key())).isPresent();
        assertThat(sessions.endOfTenantSession("sid-5")).isZero();
    }

    @Test
    void all_sessions_of_a_person_are_listed_and_of_nobody_else() {
        SessionId here = sessions.begin("tenant", "hana", "sid-7", "", TOKENS);
        SessionId there = sessions.begin("tenant", "hana", "sid-8", "", TOKENS);
        sessions.begin("another-tenant", "hana", "sid-9", "", TOKENS);
        assertThat(sessions.ofUser("tenant", "hana")).containsExactlyInAnyOrder(here.key(), there.key());
    }

    @Test
    void a_session_that_was_ended_does_not_come_back_with_new_tokens() {
        SessionId id = begin("sid-10");
        Session session = sessions.find(id.key()).orElseThrow();
        sessions.end(id.key());
        sessions.renew(id.key(), session, TOKENS);
        assertThat(sessions.find(id.key())).isEmpty();
    }

    @Test
    void only_one_at_a_time_may_refresh() {
        SessionKey key = begin("sid-11").key();
        Optional<RefreshLock> first = sessions.tryLock(key, Duration.ofSeconds(10));
        assertThat(first).isPresent();
        assertThat(sessions.tryLock(key, Duration.ofSeconds(10))).isEmpty();
        first.get().close();
        assertThat(sessions.tryLock(key, Duration.ofSeconds(10))).isPresent();
    }

    @Test
    void a_record_somebody_put_in_place_of_another_is_not_believed() {
        SessionId mine = begin("sid-12");
        SessionId victim = begin("sid-13");
        var values = redis.value(byte[].class);
        values.set(
                "session:" + mine.key().value(),
                values.get("session:" + victim.key().value()));
        assertThat(sessions.find(mine.key())).isEmpty();
    }

    @Test
    void while_Redis_is_stopped_nobody_is_told_that_there_is_no_session() {
        SessionId id = begin("sid-14");
        redis.execute("SAVE");
        server.halt();
        try {
            assertThatThrownBy(() -> sessions.find(id.key())).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> begin("sid-15")).isInstanceOf(StoreUnavailable.class);
        } finally {
            server.run();
        }
        assertThat(sessions.find(id.key()))
                .as("the session outlived the restart")
                .isPresent();
    }

    @Test
    void a_list_of_them_counts_as_no_use_and_tells_when_each_was_used() {
        SessionId id = sessions.begin("tenant", "nora", "sid-10", "Firefox · Linux", TOKENS);
        redis.key().pexpire("session:" + id.key().value(), Duration.ofMinutes(10));
        SessionInUse listed = sessions.inUse("tenant", "nora").getFirst();
        assertThat(listed.session().device()).isEqualTo("Firefox · Linux");
        assertThat(Duration.between(listed.lastUsed(), clock.instant()))
                .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(51));
        assertThat(redis.key().pttl("session:" + id.key().value()))
                .isLessThanOrEqualTo(Duration.ofMinutes(10).toMillis());
        assertThat(sessions.inUse("another-tenant", "nora")).isEmpty();
    }
}
